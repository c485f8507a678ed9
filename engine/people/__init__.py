"""People of an installation: users, departments, who is below whom, and how they prove who they are."""
