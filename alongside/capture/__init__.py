"""What happened: visits held and missed, who was there, what was observed, what was agreed with the adults.

Promises that nothing said on a device is lost or counted twice, that an observation is never changed (a correction is a
new one that names the old), and that a signed note stays as it was signed. Leaves what it means to `progress`.
"""
