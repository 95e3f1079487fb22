"""The child's record, care history, local facts, eligibility results."""
