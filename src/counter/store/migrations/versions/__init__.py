"""One module and two frozen SQL files per migration."""
