// Roles on one Application Insights component.
import { roleIds, role } from 'role-ids.bicep'

@description('Name of the component.')
param componentName string

@description('Object id of the identity that gets them.')
param principalId string

@description('The roles.')
param roles role[]

resource component 'Microsoft.Insights/components@2020-02-02' existing = {
  name: componentName
}

resource assignments 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for name in roles: {
    scope: component
    name: guid(component.id, principalId, roleIds[name])
    properties: {
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds[name])
      principalId: principalId
      principalType: 'ServicePrincipal'
    }
  }
]
