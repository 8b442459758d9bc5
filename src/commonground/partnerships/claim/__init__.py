"""How somebody of an organisation that a partner named takes it over."""
