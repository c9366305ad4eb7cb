"""An invented organisation with two schools, told through the actions by stage and seed."""
