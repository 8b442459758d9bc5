"""Two organisations that turn out to be one."""
