variable "name" {
  description = "What it is called: the product's name and the service's."
  type        = string
}

variable "image" {
  description = "The image, by digest."
  type        = string
}

variable "command" {
  description = "What the program is told, such as [\"serve\", \"--only\", \"web\"]."
  type        = list(string)
}

variable "cpu" {
  description = "Units of processor; 1024 are one."
  type        = number
}

variable "memory" {
  description = "In MiB."
  type        = number
}

variable "cpu_architecture" {
  description = "X86_64 or ARM64."
  type        = string
}

variable "environment" {
  description = "Variables that are no secrets."
  type        = map(string)
}

variable "secrets" {
  description = "Where the secrets stand that it may know, by the name of the variable that each goes to."
  type        = map(string)
}

variable "secrets_key_arn" {
  description = "The key that the secrets are encrypted with."
  type        = string
}

variable "policy" {
  description = "What the program may do with Amazon's services, as JSON."
  type        = string
}

variable "log_group_name" {
  description = "Where it logs."
  type        = string
}

variable "is_served" {
  description = "Whether it answers on port 8080, and is asked whether it lives."
  type        = bool
}
