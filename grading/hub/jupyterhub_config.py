"""JupyterHub as `daskalo hub` starts it. What is decided elsewhere comes in through `Run`: see daskalo_grading.hub."""

import sys

from daskalo_grading.hub.login import configure_login
from daskalo_grading.hub.pages import TEMPLATES, words
from daskalo_grading.hub.run import Run, free_ports
from daskalo_grading.hub.services import groups, roles, services
from daskalo_grading.hub.spawner import END_WITH_HUB, SandboxSpawner, TrustedSpawner

c = get_config()  # noqa: F821 - given by traitlets
run = Run.from_environment()
deployment, state = run.deployment, run.state
hub_port, proxy_port = free_ports(2)

# Where things listen: people reach the proxy alone, everything else stays on this machine.
c.JupyterHub.bind_url = f"http://{deployment.address}:{run.port}"
c.JupyterHub.hub_bind_url = f"http://127.0.0.1:{hub_port}"
c.ConfigurableHTTPProxy.api_url = f"http://127.0.0.1:{proxy_port}"
c.ConfigurableHTTPProxy.command = [*END_WITH_HUB, f"{sys.prefix}/proxy/node_modules/.bin/configurable-http-proxy"]
c.ConfigurableHTTPProxy.pid_file = str(state.hub / "proxy.pid")

# What it remembers.
c.JupyterHub.db_url = deployment.database or f"sqlite:///{state.hub}/jupyterhub.sqlite"
c.JupyterHub.cookie_secret_file = str(state.hub / "cookie_secret")

# Who may log in, and who may do what.
configure_login(c, deployment, state.hub)
c.JupyterHub.load_groups = groups(run)
c.JupyterHub.load_roles = roles(run)
c.JupyterHub.services = services(run)

# People's servers.
c.JupyterHub.spawner_class = TrustedSpawner if run.trusted else SandboxSpawner
c.SandboxSpawner.state_folder = state
c.SandboxSpawner.deployment = deployment
c.SandboxSpawner.language = run.language
c.Spawner.env_keep = []
c.Spawner.start_timeout = 120
c.Spawner.http_timeout = 120
c.LocalProcessSpawner.interrupt_timeout = 2
c.LocalProcessSpawner.term_timeout = 2

# What people see.
c.JupyterHub.implicit_spawn_seconds = 1
c.JupyterHub.default_url = "/services/desk/"
c.JupyterHub.template_paths = [str(TEMPLATES)]
c.JupyterHub.template_vars = words(run)
