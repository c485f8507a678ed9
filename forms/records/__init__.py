"""What people and programs do with records, each with the rights of who does it."""
