"""A person at an organisation: role, level, functions; or a person named before they have joined."""
