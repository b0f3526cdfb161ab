"""What people type about the portal. Forms read; actions decide."""
