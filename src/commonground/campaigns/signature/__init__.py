"""Every participant's word on a proposed matrix: countersigned, or a change asked for; and its review."""
