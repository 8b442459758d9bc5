"""Creative in the plan: the signals that partners pass, the variants, and the logic that chooses between them."""
