"""What people type and choose about the portal. Forms read; actions decide."""
