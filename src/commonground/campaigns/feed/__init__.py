"""Calendar feeds of roadmaps at secret addresses, per person, organisation and campaign."""
