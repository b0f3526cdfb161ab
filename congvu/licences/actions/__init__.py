"""What people and jobs do about licences."""
