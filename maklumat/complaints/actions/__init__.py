"""Every write of this app: filing, steps, clocks, terms."""
