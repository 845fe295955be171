"""The hub: everything between the command `daskalo hub` and a running JupyterHub.

- `deployment`: who takes part and how they log in, read from a TOML file;
- `state`: the folder `.daskalo`, prepared before each start;
- `room`: what one process may see of it, as a bubblewrap sandbox;
- `learners`, `trainers`: the rooms of a person's server and of a course's formgrader;
- `spawner`, `services`, `login`: what JupyterHub is told;
- `running`: start it, wait for it, end it with everything it started;
- `commands`: the command line.

`grading/hub/jupyterhub_config.py` puts them together.
"""
