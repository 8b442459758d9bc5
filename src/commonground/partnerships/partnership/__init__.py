"""Two or more organisations that work together as peers."""
