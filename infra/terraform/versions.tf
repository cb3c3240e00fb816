terraform {
  # 1.11 brought arguments that are sent to Amazon and kept in no state: passwords go that way.
  required_version = ">= 1.11.0"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.25"
    }
    random = {
      source  = "hashicorp/random"
      version = "~> 3.7"
    }
  }

  # Where the state stands comes from a file: terraform init -backend-config=state.hcl
  backend "s3" {}
}

provider "aws" {
  region = var.region

  default_tags {
    tags = { product = var.name }
  }
}
