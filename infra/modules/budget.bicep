// Tells people what the resource group costs; it stops nothing.
import { budget } from '../types.bicep'

@description('Name of the budget.')
param name string

@description('How much, since when, and who is told.')
param limit budget

resource monthly 'Microsoft.Consumption/budgets@2024-08-01' = {
  name: name
  properties: {
    category: 'Cost'
    amount: limit.amount
    timeGrain: 'Monthly'
    timePeriod: {
      startDate: limit.startDate
    }
    notifications: {
      spent: {
        enabled: true
        operator: 'GreaterThanOrEqualTo'
        threshold: 80
        thresholdType: 'Actual'
        contactEmails: limit.emails
      }
      forecast: {
        enabled: true
        operator: 'GreaterThanOrEqualTo'
        threshold: 100
        thresholdType: 'Forecasted'
        contactEmails: limit.emails
      }
    }
  }
}
