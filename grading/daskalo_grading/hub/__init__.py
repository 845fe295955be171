"""The hub: everything between the command `daskalo hub` and a running JupyterHub.

- `commands`, `serve`: the command line, and what it does step by step;
- `machine`: what the machine lacks; `deployment`: who takes part and how they log in, from a TOML file;
- `state`: the folder `.daskalo`, prepared before each start;
- `sandbox`: what one process may see and use; `learners`, `trainers`: the sandboxes of a person's server and of a
  course's formgrader; `release`: the first release of a unit, inside the latter;
- `login`, `spawner`, `services`, `pages`: what JupyterHub is told, put together in `grading/hub/jupyterhub_config.py`;
- `run`, `running`: one run of the hub; start it, wait for it, end it with everything it started.
"""
