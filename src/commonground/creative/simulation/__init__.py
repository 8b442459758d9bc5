"""What a decision table would have shown on a log of impressions."""
