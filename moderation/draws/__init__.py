"""Seeds, draws and the scripts they selected, with the certificates that let anybody draw again."""
