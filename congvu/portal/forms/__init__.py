"""What people type and choose about the portal: editors.py, publishing.py."""
