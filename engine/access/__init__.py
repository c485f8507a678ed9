"""Who may see and do what: one evaluator below every channel."""
