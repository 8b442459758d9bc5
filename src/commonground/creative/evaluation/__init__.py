"""What another table would have brought, from a log in which variants were rotated."""
