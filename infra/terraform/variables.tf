variable "name" {
  description = "What everything is called, and what it is tagged with."
  type        = string
  default     = "nwassik"

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,15}$", var.name))
    error_message = "Two to sixteen lower-case letters, digits and dashes, such as nwassik: names of balancers have 32 in all."
  }
}

variable "region" {
  description = "Where everything is. Paris is near most people of the route from France to Tunisia."
  type        = string
  default     = "eu-west-3"
}

variable "domain" {
  description = "The name under which people and platforms reach the product, such as nwassik.example."
  type        = string
}

variable "hosted_zone_id" {
  description = "The Route 53 zone that holds the domain: the certificate is proven and the address entered there."
  type        = string
}

variable "alarm_email" {
  description = "Who is told of alarms and of spending."
  type        = string
}

variable "image" {
  description = "The image that runs, by digest, such as 123456789012.dkr.ecr.eu-west-3.amazonaws.com/nwassik@sha256:…. Null until it is pushed and the secrets are filled: then everything else is made, and nothing runs."
  type        = string
  default     = null

  validation {
    condition     = var.image == null ? true : strcontains(var.image, "@sha256:")
    error_message = "By digest (…@sha256:…), so that what runs is what was looked at."
  }
}

variable "platforms" {
  description = "The platforms that have a token: telegram, discord, messenger. The web needs none."
  type        = set(string)
  default     = ["telegram"]

  validation {
    condition     = length(setsubtract(var.platforms, ["telegram", "discord", "messenger"])) == 0
    error_message = "Platforms are telegram, discord and messenger."
  }
}

variable "services" {
  description = <<-TEXT
    What runs: one service for everything (all), or one for the web and one for each of the platforms, by what
    `nwassik serve --only` calls them. Each scales by itself between min and max tasks of so many units of processor
    (1024 are one) and MiB of memory. README.md says when to part them.
  TEXT
  type = map(object({
    min    = number
    max    = number
    cpu    = number
    memory = number
  }))
  default = {
    all = { min = 2, max = 10, cpu = 512, memory = 1024 }
  }

  validation {
    condition = contains(
      [toset(["all"]), setunion(["web"], var.platforms)],
      toset(keys(var.services)),
    )
    error_message = "Either all alone, or web and each of the platforms."
  }

  validation {
    condition     = try(var.services.discord.max, 1) <= 2
    error_message = "Discord tells every process everything: a second one takes over from the first, and more do nothing."
  }
}

variable "settings" {
  description = "Further variables of the product's README that are no secrets, for all services, such as { NWASSIK_CONTACTS = \"hold\" }."
  type        = map(string)
  default     = {}
}

variable "cpu_architecture" {
  description = "For what the image was built: X86_64 or ARM64, which costs a fifth less."
  type        = string
  default     = "X86_64"
}

variable "zones" {
  description = "Availability zones, two or three."
  type        = list(string)
  default     = ["eu-west-3a", "eu-west-3b"]

  validation {
    condition     = length(var.zones) >= 2 && length(var.zones) <= 3
    error_message = "Two or three."
  }
}

variable "gateway_in_each_zone" {
  description = "Whether each zone has its own way out. With one for all, everything that platforms are told stops with its zone; each costs about 40 dollars a month."
  type        = bool
  default     = false
}

variable "database" {
  description = "The database: its class, its disk in GiB and how far it may grow by itself, whether another zone holds a second one, and how many days it can be put back to."
  type = object({
    class       = string
    storage     = number
    max_storage = number
    two_zones   = bool
    backup_days = number
  })
  default = { class = "db.t4g.medium", storage = 50, max_storage = 500, two_zones = true, backup_days = 14 }
}

variable "database_ca_file" {
  description = "Amazon's certificates for databases of the region, as https://truststore.pki.rds.amazonaws.com/REGION/REGION-bundle.pem gives them. With them the product knows that it talks to the database and nobody else."
  type        = string
}

variable "passwords_version" {
  description = "Raised by one, the database's password and Telegram's webhook secret become new ones. Restart the services then: runbooks/secrets.md."
  type        = number
  default     = 1
}

variable "cache" {
  description = "The Redis: its class, and how many there are. With two, one takes over from the other."
  type = object({
    class = string
    nodes = number
  })
  default = { class = "cache.t4g.micro", nodes = 2 }
}

variable "log_days" {
  description = "How long logs are kept. They hold nothing about anybody, but those of the balancer hold addresses."
  type        = number
  default     = 30
}

variable "monthly_budget" {
  description = "Dollars a month. At 80 % of it, and when it is foreseen to be passed, somebody is told."
  type        = number
  default     = 400
}

variable "keep_identity_documents" {
  description = "Whether there is a bucket for pictures of identity documents. The product takes none yet: leave it off until it does."
  type        = bool
  default     = false
}
