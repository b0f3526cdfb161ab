"""The pages of plans and dossiers."""
