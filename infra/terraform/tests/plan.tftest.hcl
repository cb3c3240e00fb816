# Plans and makes everything in an account that is invented: no provider is asked for more than its schema.

mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = { account_id = "123456789012" }
  }

  mock_data "aws_region" {
    defaults = { region = "eu-west-3" }
  }

  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }

  mock_data "aws_iam_policy_document" {
    defaults = { json = "{\"Statement\": []}" }
  }

  mock_resource "aws_acm_certificate" {
    defaults = { domain_validation_options = [{
      domain_name           = "nwassik.example"
      resource_record_name  = "_proof.nwassik.example"
      resource_record_type  = "CNAME"
      resource_record_value = "_proof.acm-validations.aws"
    }] }
  }
}

# Passwords that stand in no state cannot be mocked, so this provider is not: its one resource is.
override_resource {
  target = module.cache.random_password.token
  values = { result = "invented" }
}

variables {
  domain           = "nwassik.example"
  hosted_zone_id   = "Z0123456789ABCDEFGHIJ"
  alarm_email      = "operator@nwassik.example"
  database_ca_file = "tests/certificates.txt"
}

run "before_an_image_is_there" {
  command = apply

  assert {
    condition     = length(module.service) == 0 && length(module.operator) == 0
    error_message = "Without an image nothing runs."
  }
}

run "one_service" {
  command = apply

  variables {
    image     = "123456789012.dkr.ecr.eu-west-3.amazonaws.com/nwassik@sha256:0123"
    platforms = ["telegram", "messenger"]
  }

  assert {
    condition     = keys(module.service) == ["all"] && keys(module.balancer.target_groups) == ["all"]
    error_message = "One service serves everything."
  }

  assert {
    condition     = toset(output.secrets_to_fill) == toset(["nwassik/TELEGRAM_BOT_TOKEN", "nwassik/MESSENGER_PAGE_TOKEN", "nwassik/MESSENGER_APP_SECRET", "nwassik/MESSENGER_VERIFY_TOKEN"])
    error_message = "Each platform's secrets are to be filled, and no other's."
  }
}

run "everything_parted" {
  command = apply

  variables {
    image                   = "123456789012.dkr.ecr.eu-west-3.amazonaws.com/nwassik@sha256:0123"
    gateway_in_each_zone    = true
    keep_identity_documents = true
    platforms               = ["telegram", "discord", "messenger"]
    services = {
      web       = { min = 2, max = 10, cpu = 512, memory = 1024 }
      telegram  = { min = 2, max = 10, cpu = 512, memory = 1024 }
      discord   = { min = 1, max = 2, cpu = 256, memory = 512 }
      messenger = { min = 2, max = 10, cpu = 512, memory = 1024 }
    }
  }

  assert {
    condition     = length(module.service) == 4
    error_message = "Each service that was asked for runs."
  }

  assert {
    condition     = toset(keys(module.balancer.target_groups)) == toset(["web", "telegram", "messenger"])
    error_message = "The balancer leads to whoever is called."
  }
}

run "no_part_left_out" {
  command = plan

  variables {
    platforms = ["telegram", "messenger"]
    services = {
      web      = { min = 1, max = 1, cpu = 512, memory = 1024 }
      telegram = { min = 1, max = 1, cpu = 512, memory = 1024 }
    }
  }

  expect_failures = [var.services]
}

run "no_other_services" {
  command = plan

  variables {
    services = {
      web   = { min = 1, max = 1, cpu = 512, memory = 1024 }
      relay = { min = 1, max = 1, cpu = 512, memory = 1024 }
    }
  }

  expect_failures = [var.services]
}
