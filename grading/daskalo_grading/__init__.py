"""Everything that makes, runs and checks assignments: authoring, checks, exchange, execution, feedback, desk, hub."""
