"""Setting a finding aside, with a reason and an end."""
