"""One roadmap: phases, milestones and deliverables in versions that every organisation acknowledges."""
