# Copied to nwassik.tfvars, and filled in.
domain           = "nwassik.example"
hosted_zone_id   = "Z0123456789ABCDEFGHIJ"
alarm_email      = "operator@nwassik.example"
database_ca_file = "eu-west-3-bundle.pem"

# Once it is pushed and the secrets are filled.
# image = "123456789012.dkr.ecr.eu-west-3.amazonaws.com/nwassik@sha256:…"

# What has a token.
platforms = ["telegram"]

# How many tasks, and how large.
services = {
  all = { min = 2, max = 10, cpu = 512, memory = 1024 }
}
