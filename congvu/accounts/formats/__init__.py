"""What browsers say about passkeys, read and checked."""
