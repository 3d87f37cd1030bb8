"""What if the budget were reshuffled: after-table, broken limits, approval class, effect, best allocation."""
