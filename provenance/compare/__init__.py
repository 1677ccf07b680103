"""An original against our copy: what was altered, how much was taken, what was kept; pure."""
