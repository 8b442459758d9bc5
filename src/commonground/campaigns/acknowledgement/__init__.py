"""The same map: a version is published to every participant, and each says that it navigates by it."""
