#!/usr/bin/env python
# fit a damped oscillation with a 1-6-4-1 net. p holds EVERYTHING
import numpy as np
rng=np.random.default_rng(42)
N=40
t=np.linspace(0,4,N)[:,None]
y=np.exp(-0.4*t)*np.cos(3*t)+0.02*rng.normal(size=(N,1))

s=[1,6,4,1]
P=sum(a*b+b for a,b in zip(s,s[1:]))
p=rng.normal(scale=.6,size=P)
g=np.zeros_like(p)

def split(v):
    o=0; W=[]; B=[]
    for a,b in zip(s[:-1],s[1:]):
        W.append(v[o:o+a*b].reshape(a,b)); o+=a*b
        B.append(v[o:o+b]); o+=b
    return W,B

W,B=split(p)     # views!
G,H=split(g)

eta=2e-3
for k in range(1500):
    u=np.tanh(t@W[0]+B[0])
    v=np.tanh(u@W[1]+B[1])
    f=v@W[2]+B[2]
    r=f-y
    E=.5*(r*r).sum()
    # back
    G[2][:]=v.T@r; H[2][:]=r.sum(0)
    q=(r@W[2].T)*(1-v*v)
    G[1][:]=u.T@q; H[1][:]=q.sum(0)
    q=(q@W[1].T)*(1-u*u)
    G[0][:]=t.T@q; H[0][:]=q.sum(0)
    p-=eta*g
    if k%300==0: print(k,E,np.abs(g).max())
print("chi2/N =",2*E/N)
