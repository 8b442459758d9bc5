"""The running site: settings, addresses, server entry points and the schedule."""
