"""What a state paper says about itself, read from its pages. No Django."""
