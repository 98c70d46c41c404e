// Roles on one Azure AI Speech resource.
import { roleIds, role } from 'role-ids.bicep'

@description('Name of the resource.')
param accountName string

@description('Object id of the identity that gets them.')
param principalId string

@description('The roles.')
param roles role[]

resource account 'Microsoft.CognitiveServices/accounts@2025-09-01' existing = {
  name: accountName
}

resource assignments 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for name in roles: {
    scope: account
    name: guid(account.id, principalId, roleIds[name])
    properties: {
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds[name])
      principalId: principalId
      principalType: 'ServicePrincipal'
    }
  }
]
