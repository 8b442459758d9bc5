"""Who: organisations, their people, and what each may do."""
