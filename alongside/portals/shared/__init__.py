"""What all portals share: the frame of a page, its parts, its forms and its looks."""
