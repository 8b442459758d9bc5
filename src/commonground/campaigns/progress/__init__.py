"""How far each deliverable is: started, delivered, accepted by its reviewer or returned with a reason."""
