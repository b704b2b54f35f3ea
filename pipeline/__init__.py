"""The pipeline that turns pages about cytokine therapy into validated, versioned tables."""
