variable "name" {
  description = "Its name, of which there may be one in the whole world."
  type        = string
}

variable "key_arn" {
  description = "The key that it is encrypted with; null for Amazon's own, where logs of a balancer are delivered."
  type        = string
  default     = null
}

variable "expire_days" {
  description = "After how many days objects go; null for never: then the product deletes them."
  type        = number
  default     = null
}

variable "undo_days" {
  description = "For how many days something that was deleted or overwritten can be brought back."
  type        = number
}

variable "log_bucket" {
  description = "Where it is written down who read; null for nowhere."
  type        = string
  default     = null
}

variable "only_roles" {
  description = "Arns of the only roles that may read and write, whatever else somebody is allowed; null for no such rule."
  type        = list(string)
  default     = null
}

variable "policy" {
  description = "Further statements of its policy, as JSON; null for none."
  type        = string
  default     = null
}
