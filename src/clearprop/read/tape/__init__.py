"""Recording a script: it runs as it is written, and every numeric operation leaves an event on a tape."""
