from numpy import*;random.seed(3)
x=array([[a,b,1]for a in(0,1)for b in(0,1)]);y=x[:,:1]^x[:,1:2]
s=lambda z:1/(1+exp(-z))
U,V=random.randn(3,5),random.randn(5,1)
for i in range(3000):
 h=s(x@U);o=s(h@V);d=(y-o)*o*(1-o);e=d@V.T*h*(1-h);V+=h.T@d;U+=x.T@e
print(o.round(2).ravel())
